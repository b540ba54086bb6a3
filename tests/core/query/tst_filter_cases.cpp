#include "core/query/filter_parser.h"
#include "core/query/filter_printer.h"
#include "tests/core/query/predicate_equality.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <string>

using namespace binnacle;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000); // 2026-03-01T09:00:00Z

// The outcome in the notation of the case files.
std::string described(const Result<PredicatePtr, query::FilterError> &result)
{
    if (result)
        return query::printFilter(*result);
    const query::FilterError &error = result.error();
    return (error.incomplete ? "incomplete " : "error ") + std::to_string(error.offset) + '+'
        + std::to_string(error.length) + ": " + error.message
        + (error.suggestion.empty() ? "" : " -> " + error.suggestion);
}

} // namespace

class TestFilterCases : public QObject
{
    Q_OBJECT

private slots:
    void readsAsWritten_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("expected");
        const QDir folder(QStringLiteral(BINNACLE_SOURCE_DIR "/tests/core/query/cases"));
        const QStringList names = folder.entryList({u"*.case"_s}, QDir::Files);
        QVERIFY(!names.isEmpty());
        for (const QString &name : names)
            addCases(folder.filePath(name));
    }

    void readsAsWritten()
    {
        QFETCH(QString, input);
        QFETCH(QString, expected);
        const std::string text = input.toStdString();

        const auto parsed = query::parseFilter(text, kNow);
        QCOMPARE(QString::fromStdString(described(parsed)), expected);
        if (!parsed) {
            QVERIFY(parsed.error().offset + parsed.error().length <= text.size());
            return;
        }
        const auto again = query::parseFilter(query::printFilter(*parsed), kNow);
        QVERIFY(again);
        QVERIFY(test::samePredicate(*parsed, *again));
    }

private:
    static void addCases(const QString &path)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        for (qsizetype i = 2; i < lines.size(); ++i) {
            if (lines[i - 1] != u"----"_s)
                continue;
            const QString label
                = QFileInfo(path).baseName() + u':' + QString::number(i - 1) + u' ' + lines[i - 2];
            QTest::newRow(qPrintable(label)) << lines[i - 2] << lines[i];
        }
    }
};

QTEST_APPLESS_MAIN(TestFilterCases)
#include "tst_filter_cases.moc"
