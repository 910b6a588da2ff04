"""What `segdsl fit` leaves behind, and what it means: artefacts as files, and as terms that every backend renders."""
