#include "core/hub/log.h"

namespace binnacle::hub {

Q_LOGGING_CATEGORY(lcHub, "binnacle.hub")

} // namespace binnacle::hub
