"""From audiences to files someone can be held to: exports and their manifests."""
