"""What visits and articles say together: statistics for staff, their Excel file, the year report.

The one place where both apps are asked; neither knows the other.
"""
