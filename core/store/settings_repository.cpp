#include "core/store/settings_repository.h"

#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"

namespace binnacle::store {

Result<std::optional<std::string>> readSetting(Connection &connection, const std::string &key)
{
    Result<Statement> get = connection.prepare("setting.get");
    if (!get)
        return get.error();
    const Result<bool> row = get->bind(key).step();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<std::string>();
    return std::optional<std::string>(get->text(0));
}

Status writeSetting(WriteContext &context, const std::string &key, const std::string &json,
    Timestamp at, const std::string &by)
{
    Result<Statement> set = context.connection.prepare("setting.set");
    if (!set)
        return set.error();
    return set->bind(key, json, toEpochMs(at), by).run();
}

} // namespace binnacle::store
