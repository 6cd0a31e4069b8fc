"""What several jobs of the retailer need."""
