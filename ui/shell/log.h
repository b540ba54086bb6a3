#pragma once

#include <QLoggingCategory>

namespace binnacle::ui {

Q_DECLARE_LOGGING_CATEGORY(uiLog) // binnacle.ui

} // namespace binnacle::ui
