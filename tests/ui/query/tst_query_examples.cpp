#include "core/query/query.h"
#include "ui/query/query_examples.h"

#include <QTest>

using namespace binnacle;

class TestQueryExamples : public QObject
{
    Q_OBJECT

private slots:
    void everyExampleIsAQuery_data()
    {
        QTest::addColumn<QString>("text");
        for (const ui::QueryExample &example : ui::queryExamples())
            QTest::newRow(qPrintable(example.text)) << example.text;
    }
    void everyExampleIsAQuery()
    {
        QFETCH(QString, text);
        const auto query = query::parseQuery(text.toStdString(), fromEpochMs(1'772'355'600'000));
        QVERIFY2(query, query ? "" : query.error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestQueryExamples)
#include "tst_query_examples.moc"
