"""Grenswerk: rules as code for people who live in one state and work for an employer in another."""
