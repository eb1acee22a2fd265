"""Word files (.docx), read from their XML (ECMA-376), since what Word hides, numbers by itself and
sets in old fonts is in no library's text."""
