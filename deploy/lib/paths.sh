# shellcheck shell=bash
# shellcheck disable=SC2034
# Where everything lies. A test sets these, and whoever must put the site elsewhere; the units in
# deploy/systemd/ then need the same places.

CHIBO_ROOT=${CHIBO_ROOT:-/opt/chibo}   # the program: versions/, current, previous
CHIBO_ETC=${CHIBO_ETC:-/etc/chibo}     # chibo.env, backup-password, tls/
CHIBO_DATA=${CHIBO_DATA:-/var/lib/chibo}
CHIBO_USER=${CHIBO_USER:-chibo}
CHIBO_UNITS=${CHIBO_UNITS:-/etc/systemd/system}
CADDYFILE=${CHIBO_CADDYFILE:-/etc/caddy/Caddyfile}
CADDY_STORAGE=${CHIBO_CADDY_STORAGE:-/var/lib/caddy/.local/share/caddy}
OS_RELEASE=${CHIBO_OS_RELEASE:-/etc/os-release}

VERSIONS=$CHIBO_ROOT/versions
CURRENT=$CHIBO_ROOT/current            # a link to the version that runs
PREVIOUS=$CHIBO_ROOT/previous          # to the one before
BACKUP_BEFORE=$CHIBO_ROOT/backup-before  # to the backup made before the last upgrade
UNFINISHED=$CHIBO_ROOT/unfinished      # to the version before an upgrade that has not come to its end
STARTED=$CHIBO_ROOT/.started           # when the site was last started with its present files
CHECKOUT=$CHIBO_ROOT/checkout          # to the git checkout that the site was installed from
ENVIRONMENT=$CHIBO_ETC/chibo.env
BACKUP_PASSWORD=$CHIBO_ETC/backup-password

# Root's own folder for these (libpam-tmpdir) is closed to the site's user and to Caddy's.
export TMPDIR=/tmp
unset TMP TEMP XDG_RUNTIME_DIR XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME
