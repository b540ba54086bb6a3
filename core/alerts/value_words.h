#pragma once

#include "core/base/time.h"

#include <string>

namespace binnacle::alerts {

// Values of readings as people read them, whatever the locale.

// Three digits that count: "16.2", "0.05", "412".
std::string numberWords(double value);
// "1 h", "5 m", "1 h 30 m", "45 s".
std::string lengthWords(Duration length);

} // namespace binnacle::alerts
