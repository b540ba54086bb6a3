#pragma once

#include "core/domain/slo_report.h"
#include "ui/widgets/row_filter.h"

namespace binnacle::ui {

// The fields of objectives for the filter bar: those that the query language has for slo() and
// domains().
RowFilter<SloRow> newSloFilter();

} // namespace binnacle::ui
