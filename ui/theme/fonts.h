#pragma once

#include <QFont>

namespace binnacle::ui {

// Inter for text, JetBrains Mono for identifiers and numbers that line up; system fallbacks.
QFont textFont();
QFont boldTextFont();
QFont smallFont();     // axis labels, captions
QFont monospaceFont(); // tabular digits

} // namespace binnacle::ui
