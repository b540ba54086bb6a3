#pragma once

#include "core/base/core_thread.h"
#include "core/hub/data_hub.h"

namespace binnacle::store {
class StoreWriter;
}

namespace binnacle::runtime {

// Persists command records in the workspace before the hub offers them to agents.
class StoreJournal final : public hub::CommandJournal
{
public:
    // Both must outlive the journal and everything it was given.
    StoreJournal(store::StoreWriter &writer, CoreThread &core);

    void insert(const CommandRecord &record, std::function<void(Status)> done) override;
    void update(const CommandRecord &record, std::function<void(Status)> done) override;

private:
    store::StoreWriter &m_writer;
    CoreThread &m_core;
};

} // namespace binnacle::runtime
