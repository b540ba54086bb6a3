#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <optional>
#include <string>

namespace binnacle::store {

class Connection;
struct WriteContext;

// Table settings: values are JSON. Blocking, on the thread the connection belongs to.
Result<std::optional<std::string>> readSetting(Connection &connection, const std::string &key);
Status writeSetting(WriteContext &context, const std::string &key, const std::string &json,
    Timestamp at, const std::string &by);

} // namespace binnacle::store
