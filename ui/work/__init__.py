"""What the page does for a while or keeps: jobs, runs, uploads, previews."""
