"""A report as a document of Word, for WPS and LibreOffice too; its modules load python-docx."""
