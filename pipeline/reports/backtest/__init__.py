"""How well a scoring model told, on leads that are over, which of them would be won: plain statistics of counts."""
