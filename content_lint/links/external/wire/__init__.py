"""What both processes share: requests and facts as JSON lines, the policy, and what facts mean."""
