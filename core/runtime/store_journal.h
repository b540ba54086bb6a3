#pragma once

#include "core/base/clock.h"
#include "core/base/core_thread.h"
#include "core/hub/data_hub.h"

#include <functional>

namespace binnacle::store {
class StoreWriter;
}

namespace binnacle::runtime {

// Persists command records in the workspace before the hub offers them to agents, each change with
// the step it is for people who watch.
class StoreJournal final : public hub::CommandJournal
{
public:
    // All must outlive the journal and everything it was given.
    StoreJournal(const Clock &clock, store::StoreWriter &writer, CoreThread &core);

    // Hears of every record that was stored for the first time and of every later change. Runs on
    // the core thread; must only post. Set it before the first command.
    void setListener(std::function<void(const CommandRecord &)> changed);

    void insert(const CommandRecord &record, std::function<void(Status)> done) override;
    void update(const CommandRecord &record, std::function<void(Status)> done) override;

private:
    const Clock &m_clock;
    store::StoreWriter &m_writer;
    CoreThread &m_core;
    std::function<void(const CommandRecord &)> m_changed;
};

} // namespace binnacle::runtime
