#include "ui/shell/log.h"

namespace binnacle::ui {

Q_LOGGING_CATEGORY(uiLog, "binnacle.ui", QtInfoMsg)

} // namespace binnacle::ui
