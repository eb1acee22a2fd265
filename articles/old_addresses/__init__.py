"""Where articles stood on the site that was here before: links to it still lead to them.

normal_form  when two addresses are one
finding      the article at an old address, for a 404 that need not be one
writing      an old address is noted, or refused in words
unanswered   what people still ask for and nobody answers
"""
