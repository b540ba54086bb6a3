#include "core/domain/agent_state.h"

#include <QTest>

using namespace binnacle;

class TestAgentState : public QObject
{
    Q_OBJECT

private slots:
    void clusterIdsAreOfAFewHarmlessCharacters()
    {
        QVERIFY(isValidClusterId("prod-eu_1.a:b"));
        QVERIFY(isValidClusterId(std::string(128, 'a')));
        QVERIFY(!isValidClusterId(std::string(129, 'a')));
        for (const char *bad : {"", "a b", "a/b", "a\nb", "\xc3\xa4", "a%20"})
            QVERIFY2(!isValidClusterId(bad), bad);
    }

    void namesSurviveARoundTrip()
    {
        for (const Environment environment :
            {Environment::Production, Environment::Staging, Environment::Development})
            QCOMPARE(environmentFromName(environmentName(environment)), environment);
    }

    void anUnclearIdIsTakenForProduction()
    {
        QCOMPARE(environmentGuess("eu-west-7"), Environment::Production);
        QCOMPARE(environmentGuess("shop-staging"), Environment::Staging);
        QCOMPARE(environmentGuess("edge-lab"), Environment::Development);
    }
};

QTEST_APPLESS_MAIN(TestAgentState)
#include "tst_agent_state.moc"
