#pragma once

#include "core/store/event_repository.h"
#include "core/store/sql_catalog.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/migrator.h"
#include "tests/support/power_cut_vfs.h"

#include <QTest>

#include <memory>
#include <set>
#include <string>

namespace binnacle::test {

// The store on a disk that fails when a test says so; migrated when it is new.
inline Result<std::unique_ptr<store::Connection>> openOn(const PowerCutVfs &disk)
{
    auto connection = store::Connection::open(
        {.file = "/w.db", .access = store::Access::ReadWrite, .vfs = disk.name()});
    if (!connection)
        return connection;
    const Status ready
        = store::migrate(**connection, store::SqlCatalog::builtin().migrations(), "/w.db.before");
    if (!ready)
        return ready.error();
    return connection;
}

// Nothing is damaged, and every event of which somebody was told that it is stored is there.
inline void expectWhole(const PowerCutVfs &disk, const std::set<std::string> &acknowledged)
{
    auto connection = openOn(disk);
    QVERIFY2(connection, connection ? "" : connection.error().message.c_str());
    {
        auto check = (*connection)->prepareText("PRAGMA integrity_check");
        QVERIFY(check && check->step());
        QCOMPARE(QByteArray(check->text(0).data()), QByteArray("ok"));
    }
    store::EventReader reader(**connection);
    for (const std::string &uid : acknowledged)
        QVERIFY2(reader.byUid({"prod"}, uid), uid.c_str());
}

} // namespace binnacle::test
