"""Why something could not be read or written, in Vietnamese."""

import errno

# Linux's own words are English.
REASONS = {
    errno.EACCES: "tài khoản này không có quyền",
    errno.EPERM: "tài khoản này không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã hết phần ổ đĩa được dùng",
    errno.EEXIST: "đó là một tệp, không phải thư mục",
    errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục",
    errno.ENOENT: "không có tệp hay thư mục ấy",
    errno.EISDIR: "đó là một thư mục, không phải tệp",
    errno.EIO: "ổ đĩa không đọc hay ghi được, có thể đã hỏng",
    errno.EXDEV: "hai nơi ở hai ổ đĩa khác nhau",
    errno.ENOTEMPTY: "thư mục ấy không trống",
    errno.EBUSY: "đang có chương trình dùng",
    errno.ESTALE: "ổ đĩa mạng đã mất kết nối",
    errno.EMFILE: "mở quá nhiều tệp cùng lúc",
    errno.ENFILE: "mở quá nhiều tệp cùng lúc",
    errno.ENAMETOOLONG: "tên quá dài",
}


def why(error: OSError) -> str:
    """In Vietnamese, as far as it happens to files and folders."""
    return REASONS.get(error.errno or 0, error.strerror or str(error))
