#include "core/base/time.h"
#include "core/ingest/agent_tokens.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::ingest;
using Verdict = AgentTokens::Verdict;

namespace {

const ClusterId kProd{"prod"};
const ClusterId kOther{"other"};
// sha256("hello") and, in capitals, sha256("world")
const std::map<std::string, std::string> kHashes{
    {"prod", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"},
    {"other", "486EA46224D1BB4FB680F34F7C9AD96A8F24EC88BE73EA8E5A6C65260E9CB8A7"}};

} // namespace

class TestAgentTokens : public QObject
{
    Q_OBJECT

private slots:
    void theRightTokenIsAllowed()
    {
        const AgentTokens tokens(kHashes, false);
        QCOMPARE(tokens.check(kProd, "Bearer hello"), Verdict::Allowed);
        QCOMPARE(tokens.check(kProd, "bearer  hello "), Verdict::Allowed);
        QCOMPARE(tokens.check(kOther, "BEARER world"), Verdict::Allowed);
    }

    void everythingElseIsNot()
    {
        const AgentTokens tokens(kHashes, false);
        QCOMPARE(tokens.check(kProd, ""), Verdict::Missing);
        QCOMPARE(tokens.check(kProd, "Bearer"), Verdict::Missing);
        QCOMPARE(tokens.check(kProd, "Bearer "), Verdict::Missing);
        QCOMPARE(tokens.check(kProd, "Basic aGVsbG8="), Verdict::Missing);
        QCOMPARE(tokens.check(kProd, "Bearer hell"), Verdict::Wrong);
        QCOMPARE(tokens.check(kProd, "Bearer Hello"), Verdict::Wrong);
        QCOMPARE(tokens.check(kProd, "Bearer world"), Verdict::Wrong); // another cluster's
        QCOMPARE(tokens.check(kProd, "Bearer " + kHashes.at("prod")), Verdict::Wrong);
    }

    void clustersWithoutATokenDependOnTheSetting()
    {
        const ClusterId fresh{"fresh"};
        QCOMPARE(AgentTokens(kHashes, false).check(fresh, ""), Verdict::Allowed);
        QCOMPARE(AgentTokens(kHashes, true).check(fresh, ""), Verdict::Missing);
        QCOMPARE(AgentTokens(kHashes, true).check(fresh, "Bearer hello"), Verdict::Wrong);
        QCOMPARE(AgentTokens({}, false).check(fresh, "Bearer any"), Verdict::Allowed);
    }

    void aBrokenHashMatchesNothing()
    {
        const AgentTokens tokens({{"prod", "2cf2"}, {"other", ""}}, false);
        QCOMPARE(tokens.check(kProd, "Bearer hello"), Verdict::Wrong);
        QCOMPARE(tokens.check(kOther, "Bearer x"), Verdict::Wrong);
    }
};

QTEST_APPLESS_MAIN(TestAgentTokens)
#include "tst_agent_tokens.moc"
