"""Quick fixes: what an editor offers to do about a finding. The table is `segdsl.services.fixes.table`."""
