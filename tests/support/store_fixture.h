#pragma once

#include "core/domain/cluster_event.h"
#include "core/domain/increments.h"
#include "core/store/event_history.h"
#include "core/store/event_repository.h"
#include "core/store/reader_pool.h"
#include "core/store/store_writer.h"
#include "core/store/workspace.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace binnacle::test {

// A workspace in a temporary folder with its history, for tests of and above the store. Aborts the
// test program when it cannot be opened.
class StoreFixture
{
public:
    StoreFixture();

    store::Workspace &workspace() { return *m_workspace; }
    store::EventHistory &history() { return *m_history; }
    std::string directory() const;
    void reopen();

    // Waits for the commit.
    Result<store::SyncOutcome> sync(
        std::vector<ClusterEvent> events, const store::EventHistory::StateOf &stateOf = {});
    Result<std::int64_t> sweep(Timestamp now, int days, std::int64_t perCluster);
    // Runs on a reader thread and waits.
    void read(const std::function<void(store::EventReader &)> &job);
    std::vector<ClusterEvent> all();
    // These wait for the commit and end the test program when there is none.
    void write(const store::StoreWriter::Job &job);
    void insert(const ClusterId &cluster, const std::vector<SloIncrements> &increments);
    // The text index has caught up.
    void waitForTextIndex();

private:
    void open();

    QTemporaryDir m_directory;
    std::unique_ptr<store::Workspace> m_workspace;
    std::unique_ptr<store::EventHistory> m_history; // last: goes before the writer
};

// A Pod's event that only differs where a test says so.
ClusterEvent podEvent(const std::string &uid, std::int64_t lastMs, std::int64_t count = 1);

} // namespace binnacle::test
