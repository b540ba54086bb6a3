#include "core/base/printable.h"

#include <QTest>

using namespace binnacle;

class TestPrintable : public QObject
{
    Q_OBJECT

private slots:
    void leavesTextAlone()
    {
        QCOMPARE(printable("Gr\u00FC\u00DFe \u4E2D \U0001F600"),
            std::string("Gr\u00FC\u00DFe \u4E2D \U0001F600"));
    }

    void makesOneLine() { QCOMPARE(printable("a\nb\r\tc\u2028d"), std::string("a b  c d")); }

    void takesTerminalsTheirOrders()
    {
        QCOMPARE(printable("\x1b[2J\x07"), std::string("\uFFFD[2J\uFFFD"));
        QCOMPARE(printable("a\x7f\u009b"), std::string("a\uFFFD\uFFFD"));
        QCOMPARE(printable("\x9b"), std::string("\uFFFD"));       // no UTF-8
        QCOMPARE(printable("a\u202Eb"), std::string("a\uFFFDb")); // turns what follows around
        QCOMPARE(printable(std::string("\0", 1)), std::string("\uFFFD"));
    }
};

QTEST_APPLESS_MAIN(TestPrintable)
#include "tst_printable.moc"
