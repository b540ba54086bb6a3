#include "core/kube/command_ledger.h"

namespace binnacle::kube {

CommandLedger::CommandLedger(Duration keep)
    : m_keep(keep)
{}

CommandLedger::Entry CommandLedger::begin(const CommandId &command, Duration now)
{
    const std::scoped_lock lock(m_mutex);
    forgetBefore(now - m_keep);
    const auto [known, isNew] = m_known.try_emplace(command);
    if (isNew)
        return {};
    if (!known->second)
        return {.standing = Standing::Running};
    return {.standing = Standing::Answered, .result = *known->second};
}

void CommandLedger::finish(const CommandId &command, std::string result, Duration now)
{
    const std::scoped_lock lock(m_mutex);
    m_known[command] = std::move(result);
    m_finished.emplace_back(now, command);
}

void CommandLedger::forgetBefore(Duration moment)
{
    while (!m_finished.empty() && m_finished.front().first < moment) {
        m_known.erase(m_finished.front().second);
        m_finished.pop_front();
    }
}

} // namespace binnacle::kube
