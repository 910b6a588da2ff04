"""Every word the command line says, apart from diagnostics: tables in Chinese and English."""
