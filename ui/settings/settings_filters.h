#pragma once

#include "core/domain/access.h"
#include "core/domain/audit.h"
#include "core/domain/metrics_source.h"
#include "ui/settings/token_table_model.h"
#include "ui/widgets/row_filter.h"

namespace binnacle::ui {

// The fields of the tables of the settings for their filter bars; those of audit entries are named
// as the query language names them in audit().
RowFilter<AuditEntry> newAuditRowFilter();
RowFilter<SecurityEvent> newSecurityFilter();
RowFilter<User> newUserFilter();
RowFilter<TokenRow> newTokenFilter();
RowFilter<MetricsSourceState> newSourceFilter();

} // namespace binnacle::ui
