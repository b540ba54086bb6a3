#pragma once

#include <QLoggingCategory>

namespace binnacle::hub {

Q_DECLARE_LOGGING_CATEGORY(lcHub) // "binnacle.hub"

} // namespace binnacle::hub
