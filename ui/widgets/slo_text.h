#pragma once

#include "core/domain/slo_report.h"
#include "ui/widgets/status_glyph.h"

#include <QString>

#include <optional>

namespace binnacle::ui {

// Service levels in words and numbers, the same in every view. What has no value is "—".

StatusKind statusKind(SloStatus status);
QString sloStatusText(SloStatus status);                  // "critical", translated
QString latencyText(std::optional<double> ms);            // "0.8 ms", "212 ms", "1.48 s", "2.1 min"
QString requestRateText(std::optional<double> perSecond); // "96 rps", "0.4 rps", "12.3k rps"
// As many decimals as keep the distance to 100 % readable: "99.62 %", "99.997 %", "91.1 %".
QString availabilityText(std::optional<double> percent);
QString errorRateText(std::optional<double> percent); // "0.02 %", "7.8 %"
QString targetText(double percent);                   // "99.9 %", "99.95 %"
QString budgetText(std::optional<double> percent);    // "21 %", "−54 %"
QString burnText(std::optional<double> times);        // "14.4×", "0.0×"
QString windowText(SloWindow window);                 // "30 d"
QString spanText(Duration span);                      // "5 m", "1 h", "3 d", "43 m 12 s"

// What is left of a budget: under 25 % a warning, nothing left critical.
StatusKind budgetStatus(std::optional<double> percent);
// How fast it burns: from 1 a warning, from 6 critical.
StatusKind burnStatus(std::optional<double> times);

} // namespace binnacle::ui
