#include "core/runtime/store_journal.h"

#include "core/store/command_repository.h"
#include "core/store/store_writer.h"

#include <utility>

namespace binnacle::runtime {

namespace {

// Brings the writer's answer back to the core thread.
store::StoreWriter::Finished onCore(CoreThread &core, std::function<void(Status)> done)
{
    return [&core, done = std::move(done)](
               const Status &status) { core.post([done, status] { done(status); }); };
}

} // namespace

StoreJournal::StoreJournal(store::StoreWriter &writer, CoreThread &core)
    : m_writer(writer)
    , m_core(core)
{}

void StoreJournal::insert(const CommandRecord &record, std::function<void(Status)> done)
{
    m_writer.submit(
        [record](store::WriteContext &context) { return store::insertCommand(context, record); },
        onCore(m_core, std::move(done)));
}

void StoreJournal::update(const CommandRecord &record, std::function<void(Status)> done)
{
    m_writer.submit(
        [record](store::WriteContext &context) { return store::updateCommand(context, record); },
        onCore(m_core, std::move(done)));
}

} // namespace binnacle::runtime
