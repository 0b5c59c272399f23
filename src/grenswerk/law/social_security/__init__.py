"""Where one is insured: Regulations 883/2004 and 987/2009, and the framework agreement on telework."""
