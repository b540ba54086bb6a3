#include "core/store/sql_catalog.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

#include <fstream>
#include <iterator>

using namespace binnacle;
using namespace binnacle::store;

class TestSqlCatalog : public QObject
{
    Q_OBJECT

private slots:
    void everyNameInTheCodeExists()
    {
        // A string literal with a dot whose first part is a group of the catalogue.
        const QRegularExpression name(QStringLiteral(
            "\"((?:connection|transaction|schema|state|wal|full_text|word|cluster|object|event|"
            "text|sweep|values|column|filter|clusters|command|setting|traffic)\\.[a-z_.]+)\""));
        const SqlCatalog &catalog = SqlCatalog::builtin();
        int found = 0;
        QDirIterator files(QStringLiteral(BINNACLE_SOURCE_DIR "/core/store"),
            {QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            std::ifstream file(files.next().toStdString());
            const QString text
                = QString::fromStdString(std::string(std::istreambuf_iterator<char>(file), {}));
            for (auto it = name.globalMatch(text); it.hasNext();) {
                const std::string literal = it.next().captured(1).toStdString();
                if (literal.ends_with('.'))
                    continue; // a prefix that the code completes
                ++found;
                QVERIFY2(catalog.contains(literal), literal.c_str());
            }
        }
        QVERIFY(found > 80);
    }

    void everyFilterTheTranslatorComposesExists()
    {
        const SqlCatalog &catalog = SqlCatalog::builtin();
        for (const std::string family : {"word", "cluster", "text"}) {
            for (const std::string op :
                {"equal", "not_equal", "in", "contains", "starts_with", "matches"}) {
                QVERIFY2(catalog.contains("filter." + family + "." + op), op.c_str());
            }
            if (family == "word")
                QVERIFY(!catalog.contains("filter.word.less"));
        }
        for (const std::string field : {"reason", "namespace", "node", "source", "kind", "count",
                 "first", "last", "message", "name", "uid"})
            QVERIFY2(catalog.contains("column." + field), field.c_str());
    }

    void migrationsAreNumberedWithoutGaps()
    {
        int expected = 1;
        for (const Migration &migration : SqlCatalog::builtin().migrations()) {
            QCOMPARE(migration.version, expected++);
            QCOMPARE(migration.hash.size(), std::size_t{64});
            QVERIFY(!migration.name.empty());
        }
        QVERIFY(expected > 1);
    }

    void statementsAreSplitAtTheirNames()
    {
        const auto catalog = SqlCatalog::parse("-- words\n-- name: a\nSELECT 1\n\n-- name: b.c\n"
                                               "-- why\nSELECT 2\n");
        QVERIFY(catalog);
        QCOMPARE(catalog->at("a"), std::string("SELECT 1"));
        QCOMPARE(catalog->at("b.c"), std::string("-- why\nSELECT 2"));
        QVERIFY(catalog->at("x").empty());
    }

    void twoStatementsOfOneNameAreAnError()
    {
        QVERIFY(!SqlCatalog::parse("-- name: a\nSELECT 1\n-- name: a\nSELECT 2\n"));
        QVERIFY(!SqlCatalog::parse("-- name: a\n-- name: b\nSELECT 2\n"));
    }
};

QTEST_GUILESS_MAIN(TestSqlCatalog)
#include "tst_sql_catalog.moc"
