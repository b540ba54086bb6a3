#pragma once

#include "core/hub/data_hub.h"

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::test {

// A journal in memory that answers at once, when told to, or with an error.
class FakeJournal final : public hub::CommandJournal
{
public:
    bool deferred = false;                     // answers wait for answerAll()
    bool failing = false;                      // answers are DiskFull, nothing is kept
    std::map<std::string, CommandRecord> rows; // by id: what a restart would find
    std::vector<CommandRecord> history;        // everything written, in order

    void insert(const CommandRecord &record, std::function<void(Status)> done) override
    {
        write(record, std::move(done));
    }
    void update(const CommandRecord &record, std::function<void(Status)> done) override
    {
        write(record, std::move(done));
    }

    void answerAll()
    {
        while (!m_waiting.empty()) {
            const auto next = std::move(m_waiting.front());
            m_waiting.pop_front();
            next();
        }
    }

    std::vector<CommandRecord> open() const
    {
        std::vector<CommandRecord> records;
        for (const auto &[id, record] : rows) {
            if (!isTerminal(record.state))
                records.push_back(record);
        }
        return records;
    }

private:
    void write(const CommandRecord &record, std::function<void(Status)> done)
    {
        const bool fails = failing;
        if (!fails) {
            rows[record.command.id.value] = record;
            history.push_back(record);
        }
        auto answer = [fails, done = std::move(done)] {
            if (fails)
                done(Error{ErrorCode::DiskFull, "disk full"});
            else
                done(Done{});
        };
        if (deferred)
            m_waiting.push_back(std::move(answer));
        else
            answer();
    }

    std::deque<std::function<void()>> m_waiting;
};

} // namespace binnacle::test
