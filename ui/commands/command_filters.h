#pragma once

#include "core/domain/command_plan.h"
#include "ui/widgets/row_filter.h"

namespace binnacle::ui {

// The fields of commands, proposals and runbooks for the filter bars; those of commands are named
// as the query language names them in commands().
RowFilter<CommandEntry> newCommandFilter();
RowFilter<Proposal> newProposalFilter();
RowFilter<Runbook> newRunbookFilter();

} // namespace binnacle::ui
