#include "core/codec/quantity.h"
#include "tests/support/corpus.h"

#include <QJsonObject>
#include <QTest>

#include <limits>

using namespace binnacle::codec;
using namespace binnacle;

class TestQuantity : public QObject
{
    Q_OBJECT

private slots:
    void readsTheCorpus()
    {
        const auto path = test::corpusPath("k8s/quantities.jsonl");
        if (!path)
            QSKIP(test::kNoCorpus);
        int cases = 0;
        for (const QJsonObject &entry : test::readJsonLines(*path)) {
            const std::string input = entry.value(QLatin1String("input")).toString().toStdString();
            const auto value = quantityValue(input);
            QVERIFY2(value.has_value() == entry.value(QLatin1String("ok")).toBool(), input.c_str());
            if (value)
                QVERIFY2(*value == entry.value(QLatin1String("value")).toString().toDouble(),
                    input.c_str());
            ++cases;
        }
        QVERIFY(cases > 30);
    }

    void readsCpuAsMillicores_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("expected"); // -1: none
        QTest::newRow("milli") << QByteArray("250m") << qint64{250};
        QTest::newRow("nano") << QByteArray("1500000n") << qint64{2};
        QTest::newRow("micro") << QByteArray("2000u") << qint64{2};
        QTest::newRow("cores") << QByteArray("2") << qint64{2'000};
        QTest::newRow("fraction") << QByteArray("0.5") << qint64{500};
        QTest::newRow("rounds up") << QByteArray("1n") << qint64{1};
        QTest::newRow("exponent") << QByteArray("1e3") << qint64{1'000'000};
        QTest::newRow("kilo") << QByteArray("1k") << qint64{1'000'000};
        QTest::newRow("empty") << QByteArray("") << qint64{-1};
        QTest::newRow("no digits") << QByteArray("m") << qint64{-1};
        QTest::newRow("word") << QByteArray("lots") << qint64{-1};
        QTest::newRow("two dots") << QByteArray("1.2.3") << qint64{-1};
        QTest::newRow("beyond 64 bits") << QByteArray("12E") << qint64{-1};
        QTest::newRow("huge exponent") << QByteArray("1e999999999") << qint64{-1};
    }

    void readsCpuAsMillicores()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, expected);
        QCOMPARE(cpuMillicores(text.toStdString()).value_or(-1), expected);
    }

    void readsMemoryAsBytes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("Mi") << QByteArray("91Mi") << qint64{91} * 1024 * 1024;
        QTest::newRow("Ki") << QByteArray("32617484Ki") << qint64{32'617'484} * 1024;
        QTest::newRow("Gi, fraction") << QByteArray("1.5Gi") << qint64{1536} * 1024 * 1024;
        QTest::newRow("G") << QByteArray("1.5G") << qint64{1'500'000'000};
        QTest::newRow("plain") << QByteArray("128974848") << qint64{128'974'848};
        QTest::newRow("milli") << QByteArray("123m") << qint64{1};
        QTest::newRow("k") << QByteArray("2k") << qint64{2'000};
        QTest::newRow("K is none") << QByteArray("2K") << qint64{-1};
        QTest::newRow("Pi") << QByteArray("1Pi") << (qint64{1} << 50);
        QTest::newRow("Ei") << QByteArray("7Ei") << (qint64{7} << 60);
        QTest::newRow("8Ei") << QByteArray("8Ei") << qint64{-1};
        QTest::newRow("largest") << QByteArray("9223372036854775807")
                                 << std::numeric_limits<qint64>::max();
        QTest::newRow("one more") << QByteArray("9223372036854775808") << qint64{-1};
        QTest::newRow("space") << QByteArray("1 Mi") << qint64{-1};
    }

    void readsMemoryAsBytes()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, expected);
        QCOMPARE(memoryBytes(text.toStdString()).value_or(-1), expected);
    }
};

QTEST_APPLESS_MAIN(TestQuantity)
#include "tst_quantity.moc"
