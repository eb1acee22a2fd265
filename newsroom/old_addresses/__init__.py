"""Old addresses at the desk: seen in a list, typed, pasted or sent from Excel.

sheet   rows of two columns, from what was pasted or from an .xlsx file
rows    each row becomes an old address of its article, or is refused in words
admin   the list, the page to fill it, and what is asked for in vain
"""
