#include "core/hub/memory_hub.h"
#include "tests/core/hub/fake_journal.h"
#include "tests/support/fake_clock.h"

#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace binnacle;
using namespace binnacle::hub;
using namespace std::chrono_literals;

namespace {

// The allowed steps of contract 04 §4.5, written down independently of the implementation.
bool mayFollow(CommandState from, CommandState to)
{
    using enum CommandState;
    static const std::map<CommandState, std::set<CommandState>> next{
        {Pending, {Delivering, Expired, Cancelled, Success, Failed}}, // results: after a put-back
        {Delivering, {Running, Pending, Success, Failed, Timeout}},
        {Running, {Success, Failed, Timeout, Pending}}};
    return from == to || (next.contains(from) && next.at(from).contains(to));
}

// Agents, people and a network that do everything at random.
class Chaos
{
public:
    explicit Chaos(unsigned seed)
        : m_random(seed)
    {
        for (const ClusterId &cluster : m_clusters)
            m_hub.heartbeat(cluster);
    }

    bool run()
    {
        for (int i = 0; i < 400; ++i) {
            step();
            m_hub.tick();
            if (!stepsAllowed() || (i % 20 == 0 && !memoryAgrees()))
                return false;
        }
        // Everybody falls silent: every command must come to exactly one end.
        for (int i = 0; i < 120; ++i) {
            m_clock.advance(10s);
            m_hub.tick();
            if (!stepsAllowed())
                return false;
        }
        return memoryAgrees() && std::ranges::all_of(m_journal.rows, [](const auto &row) {
            return isTerminal(row.second.state);
        });
    }

private:
    int upTo(int highest) { return std::uniform_int_distribution<int>(0, highest)(m_random); }
    ClusterId someCluster() { return m_clusters.at(static_cast<std::size_t>(upTo(1))); }
    CommandId someCommand()
    {
        if (m_ids.empty())
            return {"none"};
        return m_ids.at(static_cast<std::size_t>(upTo(static_cast<int>(m_ids.size()) - 1)));
    }

    void step()
    {
        switch (upTo(7)) {
        case 0:
        case 1:
            return enqueue();
        case 2:
        case 3:
            return poll();
        case 4:
            return m_hub.abandon(static_cast<DataHub::WaitId>(upTo(static_cast<int>(m_nextWait))));
        case 5:
            return m_hub.finish({.command = someCommand(), .success = upTo(1) == 0},
                upTo(5) == 0 ? ClusterId{} : someCluster(), [](const Status &) {});
        case 6:
            if (const Status cancelled = m_hub.cancel(someCommand()); !cancelled)
                ++m_refused;
            return;
        default:
            m_clock.advance(std::chrono::seconds(upTo(40)));
            return;
        }
    }

    void enqueue()
    {
        const bool safe = upTo(1) == 0;
        m_hub.enqueue({.cluster = someCluster(),
                          .action = safe ? "get_logs" : "restart",
                          .target = {"", "shop", "api"},
                          .source = upTo(2) == 0 ? "ai" : "web"},
            [this](
                const Result<CommandRecord> &accepted) { m_ids.push_back(accepted->command.id); });
    }

    void poll()
    {
        const ClusterId cluster = someCluster();
        const CommandTopic topic = upTo(2) == 0 ? CommandTopic::Ai : CommandTopic::Ops;
        m_hub.wait(m_nextWait++, cluster, topic, 25s,
            [this, cluster, topic](const std::optional<Command> &command) {
                if (!command)
                    return;
                m_wrong = m_wrong || command->cluster != cluster || command->topic() != topic;
                if (const int fate = upTo(3); fate > 0)
                    m_hub.delivered(command->id, fate > 1);
            });
    }

    bool memoryAgrees()
    {
        for (const CommandRecord &record : m_hub.commands()) {
            const auto known = m_seen.find(record.command.id);
            if (known != m_seen.end() && isTerminal(known->second) && known->second != record.state)
                return false; // an end is the end
            if (m_journal.rows.at(record.command.id.value).state != record.state)
                return false; // what memory says, the journal says
            m_seen[record.command.id] = record.state;
        }
        return true;
    }

    bool stepsAllowed()
    {
        for (; m_checked < m_journal.history.size(); ++m_checked) {
            const CommandRecord &written = m_journal.history.at(m_checked);
            const auto before = m_written.find(written.command.id);
            if (before == m_written.end() ? written.state != CommandState::Pending
                                          : !mayFollow(before->second, written.state))
                return false;
            m_written[written.command.id] = written.state;
            if (written.state == CommandState::Delivering
                && ++m_handovers[written.command.id] > 4) // three attempts, one second chance
                return false;
        }
        return !m_wrong;
    }

    test::FakeClock m_clock;
    test::FakeJournal m_journal;
    MemoryHub m_hub{m_clock, m_journal};
    std::mt19937 m_random;
    const std::vector<ClusterId> m_clusters{{"a"}, {"b"}};
    std::vector<CommandId> m_ids;
    std::map<CommandId, CommandState> m_seen;
    std::map<CommandId, CommandState> m_written;
    std::map<CommandId, int> m_handovers;
    std::size_t m_checked = 0;
    DataHub::WaitId m_nextWait = 1;
    int m_refused = 0;
    bool m_wrong = false;
};

} // namespace

class TestCommandLife : public QObject
{
    Q_OBJECT

private slots:
    void everyCommandTakesOnlyAllowedStepsToExactlyOneEnd()
    {
        for (unsigned seed = 1; seed <= 25; ++seed)
            QVERIFY2(Chaos(seed).run(), qPrintable(QStringLiteral("seed %1").arg(seed)));
    }
};

QTEST_APPLESS_MAIN(TestCommandLife)
#include "tst_command_life.moc"
