"""The law: one folder per body of law; beside each rule its parameters and its cases."""
