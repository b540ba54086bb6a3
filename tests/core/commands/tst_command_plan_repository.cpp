#include "core/commands/builtin_runbooks.h"
#include "core/commands/command_plan_repository.h"
#include "core/store/command_repository.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "tests/core/commands/command_estate.h"
#include "tests/support/store_fixture.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::commands;
using namespace binnacle::test;

namespace {

CommandRecord recordOf(const std::string &id, CommandState state, Timestamp at)
{
    CommandRecord record{.command = scaleCheckout(6), .state = state};
    record.command.id = {id};
    record.command.createdAt = at;
    record.startedAt = at;
    record.finishedAt = at + Duration{1'800};
    record.reason = "absorb the retry storm";
    return record;
}

Verdict verdictOf(const std::string &command, VerdictKind kind)
{
    return {.command = {command},
        .kind = kind,
        .since = kNow,
        .until = kNow + Duration{600'000},
        .measures = {{.name = "p95",
            .unit = "ms",
            .before = 1'200,
            .after = {},
            .isSignificant = true,
            .isBetter = true}},
        .sentence = "p95 1200 → 40 ms",
        .inverse = scaleCheckout(4)};
}

Proposal proposalOf(const std::string &by)
{
    Proposal proposal{.command = scaleCheckout(6),
        .reason = "cache is cold",
        .proposedBy = by,
        .proposedAt = kNow,
        .expiresAt = kNow + std::chrono::hours{1},
        .decidedBy = {},
        .note = {},
        .dispatched = {}};
    proposal.command.source = "ai";
    return proposal;
}

} // namespace

class TestCommandPlanRepository : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_store = std::make_unique<StoreFixture>(); }
    void cleanup() { m_store.reset(); }

    void stepsComeBackInTheirOrder()
    {
        QVERIFY(write([](store::WriteContext &context) {
            for (const char *state : {"queued", "delivered", "running"}) {
                if (Status added = addStep(context, {"c"}, {kNow, state, "what"}); !added)
                    return added;
            }
            return addStep(context, {"other"}, {kNow, "queued", ""});
        }));
        const auto steps = read<std::vector<CommandStep>>(
            [](store::Connection &connection) { return readSteps(connection, {"c"}); });
        QVERIFY(steps);
        QCOMPARE(steps->size(), std::size_t(3));
        QCOMPARE(steps->at(1).state, std::string("delivered"));
        QCOMPARE(steps->at(2).at, kNow);
    }

    // A confirmation is noted when the command is out already, and was before that.
    void aConfirmationThatIsNotedLateStandsWhereItWas()
    {
        const auto soon = kNow + std::chrono::milliseconds{22};
        const auto later = kNow + std::chrono::seconds{3};
        const std::vector<CommandStep> asNoted{{kNow, "queued", ""}, {soon, "delivered", ""},
            {kNow, "confirmed", ""}, {later, "succeeded", ""}, {later, "running", ""}};
        QVERIFY(write([&asNoted](store::WriteContext &context) -> Status {
            for (const CommandStep &step : asNoted) {
                if (Status added = addStep(context, {"c"}, step); !added)
                    return added;
            }
            return Done{};
        }));
        const auto steps = read<std::vector<CommandStep>>(
            [](store::Connection &connection) { return readSteps(connection, {"c"}); });
        QVERIFY(steps);
        std::vector<std::string> states;
        for (const CommandStep &step : *steps)
            states.push_back(step.state);
        QCOMPARE(states,
            (std::vector<std::string>{"queued", "confirmed", "delivered", "running", "succeeded"}));
    }

    void verdictsAreReplacedAndOpenOnesFound()
    {
        QVERIFY(write([](store::WriteContext &context) {
            if (Status put = putVerdict(context, verdictOf("a", VerdictKind::Watching)); !put)
                return put;
            if (Status put = putVerdict(context, verdictOf("b", VerdictKind::Watching)); !put)
                return put;
            return putVerdict(context, verdictOf("a", VerdictKind::Improved));
        }));
        const auto open = read<std::vector<Verdict>>(readOpenVerdicts);
        QVERIFY(open);
        QCOMPARE(open->size(), std::size_t(1));
        QCOMPARE(open->front().command.value, std::string("b"));
        const auto one = read<std::optional<Verdict>>(
            [](store::Connection &connection) { return readVerdict(connection, {"a"}); });
        QVERIFY(one && *one);
        QCOMPARE(int((*one)->kind), int(VerdictKind::Improved));
        QCOMPARE((*one)->measures.front().before.value(), 1'200.0);
        QVERIFY(!(*one)->measures.front().after);
        QVERIFY((*one)->measures.front().isSignificant);
        QCOMPARE((*one)->inverse->params, std::string(R"({"replicas":4})"));
        QCOMPARE((*one)->sentence, std::string("p95 1200 → 40 ms"));
    }

    void aProposalIsDecidedOnceAndByASecondPerson()
    {
        const std::int64_t id = add(proposalOf("assistant"));
        QCOMPARE(waiting(), std::size_t(1));
        QCOMPARE(int(decide(id, true, "assistant", kNow).error().code),
            int(ErrorCode::PermissionDenied));
        const auto approved = decide(id, true, "oncall", kNow);
        QVERIFY(approved);
        QCOMPARE(approved->command.source, std::string("ai"));
        QCOMPARE(int(approved->state), int(Proposal::State::Approved));
        QCOMPARE(int(decide(id, false, "sre-2", kNow).error().code), int(ErrorCode::Conflict));
        QCOMPARE(int(decide(99, true, "oncall", kNow).error().code), int(ErrorCode::NotFound));
        QCOMPARE(waiting(), std::size_t(0));
    }

    void anApprovedOneIsNotForgottenWhenTheProgramEnds()
    {
        const std::int64_t id = add(proposalOf("assistant"));
        QVERIFY(decide(id, true, "oncall", kNow));
        m_store->reopen();
        const auto left = read<std::vector<Proposal>>(readUndispatchedProposals);
        QVERIFY(left);
        QCOMPARE(left->size(), std::size_t(1));
        QCOMPARE(left->front().command.id.value, std::string("c-1"));
        QVERIFY(write([id](store::WriteContext &context) {
            return setProposalDispatched(context, id, {"c-1"});
        }));
        QCOMPARE(read<std::vector<Proposal>>(readUndispatchedProposals)->size(), std::size_t(0));
    }

    void proposalsExpire()
    {
        const std::int64_t id = add(proposalOf("assistant"));
        const Timestamp later = kNow + std::chrono::hours{1};
        QCOMPARE(int(decide(id, true, "oncall", later).error().code), int(ErrorCode::Conflict));
        std::int64_t expired = 0;
        QVERIFY(write([&](store::WriteContext &context) -> Status {
            const auto count = expireProposals(context, later);
            if (!count)
                return count.error();
            expired = *count;
            return Done{};
        }));
        QCOMPARE(expired, std::int64_t(1));
        QCOMPARE(waiting(), std::size_t(0));
        const auto one = read<Proposal>(
            [id](store::Connection &connection) { return readProposal(connection, id); });
        QCOMPARE(int(one->state), int(Proposal::State::Expired));
        const auto newest = read<std::vector<Proposal>>(
            [](store::Connection &connection) { return readProposals(connection, 20); });
        QVERIFY(newest);
        QCOMPARE(newest->size(), std::size_t(1));
    }

    void aRunbookChangedMeanwhileIsNotOverwritten()
    {
        Runbook runbook = builtInRunbooks().front();
        runbook.updatedBy = "oncall";
        const auto saved = save(runbook);
        QVERIFY(saved);
        QCOMPARE(saved->version, std::int64_t(1));
        Runbook mine = *saved;
        mine.description = "mine";
        QCOMPARE(save(mine)->version, std::int64_t(2));
        Runbook theirs = *saved;
        theirs.description = "theirs";
        const auto refused = save(theirs);
        QCOMPARE(int(refused.error().code), int(ErrorCode::Conflict));
        const auto stored = read<Runbook>(
            [&](store::Connection &connection) { return readRunbook(connection, saved->id); });
        QVERIFY(stored);
        QCOMPARE(stored->description, std::string("mine"));
        QCOMPARE(stored->steps.size(), runbook.steps.size());
        QCOMPARE(int(save(runbook).error().code), int(ErrorCode::Conflict)); // the name
        Runbook wrong = *saved;
        wrong.steps.clear();
        QCOMPARE(int(save(wrong).error().code), int(ErrorCode::InvalidArgument));
    }

    void builtInRunbooksComeOnceAndStayRemoved()
    {
        const auto fill
            = [](store::WriteContext &context) { return addBuiltInRunbooks(context, kNow); };
        QVERIFY(write(fill));
        const auto all = read<std::vector<Runbook>>(readRunbooks);
        QVERIFY(all);
        QCOMPARE(all->size(), builtInRunbooks().size());
        QVERIFY(write([id = all->front().id](
                          store::WriteContext &context) { return removeRunbook(context, id); }));
        QVERIFY(write(fill));
        QCOMPARE(read<std::vector<Runbook>>(readRunbooks)->size(), builtInRunbooks().size() - 1);
    }

    void runsAreKeptAsTheyGo()
    {
        RunbookRun run{.runbook = 3,
            .runbookName = "r",
            .cluster = {"prod-eu"},
            .arguments = {{"node", "node-5"}},
            .resultCode = {},
            .startedBy = "rule CheckoutBudgetBurn",
            .startedAt = kNow,
            .steps = {{.name = "one",
                .state = "running",
                .command = {"c"},
                .note = "é\"",
                .startedAt = kNow}}};
        QVERIFY(write([&run](store::WriteContext &context) -> Status {
            const auto id = putRun(context, run);
            if (!id)
                return id.error();
            run.id = *id;
            return Done{};
        }));
        QCOMPARE(read<std::vector<RunbookRun>>(readRunningRuns)->size(), std::size_t(1));
        run.state = RunbookRun::State::Failed;
        run.resultCode = "lost";
        run.steps[0].state = "unknown";
        QVERIFY(write([&run](store::WriteContext &context) -> Status {
            const auto id = putRun(context, run);
            return id ? Status(Done{}) : Status(id.error());
        }));
        QCOMPARE(read<std::vector<RunbookRun>>(readRunningRuns)->size(), std::size_t(0));
        const auto stored = read<RunbookRun>(
            [&run](store::Connection &connection) { return readRun(connection, run.id); });
        QVERIFY(stored);
        QCOMPARE(stored->resultCode, std::string("lost"));
        const auto newest = read<std::vector<RunbookRun>>(
            [](store::Connection &connection) { return readRuns(connection, 20); });
        QVERIFY(newest);
        QCOMPARE(newest->size(), std::size_t(1));
        QVERIFY(stored->arguments == run.arguments);
        QCOMPARE(stored->steps[0].note, std::string("é\""));
        QCOMPARE(stored->steps[0].command.value, std::string("c"));
    }

    void historyIsSearchedAndJoinedWithVerdictAndReason()
    {
        QVERIFY(write([](store::WriteContext &context) -> Status {
            for (int i = 0; i < 5; ++i) {
                CommandRecord record = recordOf("c" + std::to_string(i),
                    i == 2 ? CommandState::Timeout : CommandState::Success,
                    kNow + std::chrono::minutes{i});
                if (i == 4)
                    record.command.target = {"Deployment", "pay", "payments"};
                if (Status inserted = store::insertCommand(context, record); !inserted)
                    return inserted;
            }
            return putVerdict(context, verdictOf("c3", VerdictKind::Worse));
        }));
        const auto all = history({});
        QCOMPARE(all.size(), std::size_t(5));
        QCOMPARE(all[0].record.command.id.value, std::string("c4"));
        QCOMPARE(all[1].reason, std::string("absorb the retry storm"));
        QCOMPARE(int(all[1].verdict->kind), int(VerdictKind::Worse));
        QVERIFY(!all[0].verdict);
        QVERIFY(all[2].isOutcomeUnknown);
        QVERIFY(!all[3].isOutcomeUnknown);
        QCOMPARE(history({.target = {"Deployment", "pay", "payments"}}).size(), std::size_t(1));
        QCOMPARE(history({.text = "RETRY storm"}).size(), std::size_t(5));
        QCOMPARE(history({.text = "shop/checkout"}).size(), std::size_t(4));
        QCOMPARE(history({.text = "%"}).size(), std::size_t(0));
        QCOMPARE(history({.cluster = {"prod-us"}}).size(), std::size_t(0));
        QCOMPARE(history({.limit = 2}).size(), std::size_t(2));
        QCOMPARE(history({.before = kNow + std::chrono::minutes{2}}).size(), std::size_t(2));
        QCOMPARE(
            history({.range = {kNow + std::chrono::minutes{1}, kNow + std::chrono::minutes{3}}})
                .size(),
            std::size_t(2));
    }

    void theLastTimeIsOfTheSameActionAndTarget()
    {
        QVERIFY(write([](store::WriteContext &context) -> Status {
            CommandRecord other = recordOf("restart", CommandState::Success, kNow);
            other.command.action = "restart";
            for (const CommandRecord &record :
                {recordOf("first", CommandState::Success, kNow - std::chrono::hours{2}), other,
                    recordOf("gone", CommandState::Expired, kNow)}) {
                if (Status inserted = store::insertCommand(context, record); !inserted)
                    return inserted;
            }
            return putVerdict(context, verdictOf("first", VerdictKind::NoEffect));
        }));
        const auto last = read<std::optional<CommandEntry>>([](store::Connection &connection) {
            return readLastTime(connection, scaleCheckout(5), kNow + Duration{1});
        });
        QVERIFY(last && *last);
        QCOMPARE((*last)->record.command.id.value, std::string("first"));
        QCOMPARE(int((*last)->verdict->kind), int(VerdictKind::NoEffect));
        const auto none = read<std::optional<CommandEntry>>([](store::Connection &connection) {
            return readLastTime(
                connection, command("cordon", "Node", "", "node-5"), kNow + Duration{1});
        });
        QVERIFY(none && !*none);
    }

    void theReasonCanBeSetAfterwards()
    {
        QVERIFY(write([](store::WriteContext &context) -> Status {
            const auto record = recordOf("c", CommandState::Success, kNow);
            if (Status inserted = store::insertCommand(context, record); !inserted)
                return inserted;
            return store::setCommandReason(context, {"c"}, "because");
        }));
        QCOMPARE(history({}).front().reason, std::string("because"));
        QVERIFY(!write([](store::WriteContext &context) {
            return store::setCommandReason(context, {"none"}, "because");
        }));
    }

private:
    Status write(const store::StoreWriter::Job &job)
    {
        return m_store->workspace().writer().submitAndWait(job);
    }

    template<typename T>
    Result<T> read(const std::function<Result<T>(store::Connection &)> &job)
    {
        std::optional<Result<T>> answer;
        // A write job sees what readers would and runs at once.
        const Status done = write([&](store::WriteContext &context) {
            answer.emplace(job(context.connection));
            return Status(Done{});
        });
        return done ? *std::move(answer) : Result<T>(done.error());
    }

    std::int64_t add(const Proposal &proposal)
    {
        std::int64_t id = 0;
        const Status added = write([&](store::WriteContext &context) -> Status {
            const auto made = addProposal(context, proposal);
            id = made ? *made : 0;
            return made ? Status(Done{}) : Status(made.error());
        });
        return added ? id : 0;
    }

    Result<Proposal> decide(std::int64_t id, bool isApproved, const std::string &by, Timestamp at)
    {
        Result<Proposal> decided = Error{ErrorCode::Internal, "not run"};
        const Status done = write([&](store::WriteContext &context) -> Status {
            decided = decideProposal(context,
                {.proposal = id, .isApproved = isApproved, .by = by, .note = "n", .at = at});
            return decided ? Status(Done{}) : Status(decided.error());
        });
        return done ? decided : Result<Proposal>(done.error());
    }

    Result<Runbook> save(const Runbook &runbook)
    {
        Result<Runbook> saved = Error{ErrorCode::Internal, "not run"};
        const Status done = write([&](store::WriteContext &context) -> Status {
            saved = saveRunbook(context, runbook);
            return saved ? Status(Done{}) : Status(saved.error());
        });
        return done ? saved : Result<Runbook>(done.error());
    }

    std::size_t waiting() { return read<std::vector<Proposal>>(readWaitingProposals)->size(); }

    std::vector<CommandEntry> history(const CommandHistoryQuery &query)
    {
        return *read<std::vector<CommandEntry>>(
            [&query](store::Connection &connection) { return readHistory(connection, query); });
    }

    std::unique_ptr<StoreFixture> m_store;
};

QTEST_GUILESS_MAIN(TestCommandPlanRepository)
#include "tst_command_plan_repository.moc"
