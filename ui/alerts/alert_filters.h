#pragma once

#include "core/domain/alert.h"
#include "core/domain/notification.h"
#include "ui/alerts/rule_table_model.h"
#include "ui/alerts/silence_table_model.h"
#include "ui/widgets/row_filter.h"

#include <functional>

namespace binnacle::ui {

// The fields of the pages' tables for the filter bar. Those of alerts are named as the query
// language names them in alerts().
RowFilter<RuleRow> newRuleFilter();
// `now`: of the window, which may show the past.
RowFilter<Alert> newAlertFilter(const std::function<Timestamp()> &now);
RowFilter<SilenceRow> newSilenceFilter();
RowFilter<Channel> newChannelFilter();

} // namespace binnacle::ui
