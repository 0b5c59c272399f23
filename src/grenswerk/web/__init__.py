"""The site for people: calculator, my days, the law, the dossier. No rule of law is here: it calls and renders."""
