#include "core/hub/data_hub.h"

namespace binnacle::hub {

DataHub::~DataHub() = default;

CommandJournal::~CommandJournal() = default;

} // namespace binnacle::hub
