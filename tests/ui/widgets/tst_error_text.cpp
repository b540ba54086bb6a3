#include "ui/widgets/error_text.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTranslator>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestErrorText : public QObject
{
    Q_OBJECT

private slots:
    // Internal is the last: a code that is added before it is tested here by itself.
    void everyCodeHasAHeadlineOfItsOwnAndAStableName()
    {
        QSet<QString> headlines;
        QSet<QString> names;
        for (const Error &error : everyError()) {
            const QString name = errorCodeText(error);
            QVERIFY2(name.startsWith(u"BN-"_s), qPrintable(name));
            QVERIFY2(!names.contains(name), qPrintable(name));
            const QString headline = errorHeadline(error);
            QVERIFY2(!headline.isEmpty() && !headlines.contains(headline), qPrintable(name));
            names << name;
            headlines << headline;
        }
        QCOMPARE(names.size(), static_cast<qsizetype>(ErrorCode::Internal) + 1);
    }

    void everyCodeIsReadInChineseWithTheTechnicalPartBehind()
    {
        QTranslator translator;
        if (!translator.load(u":/i18n/binnacle_zh_CN.qm"_s))
            QSKIP("built without translations");
        QCoreApplication::installTranslator(&translator);
        static const QRegularExpression han(u"[\\x{4e00}-\\x{9fff}]"_s);
        for (const Error &error : everyError()) {
            QVERIFY2(errorHeadline(error).contains(han), qPrintable(errorCodeText(error)));
            const QString line = errorLine(error);
            QVERIFY2(line.contains(u"no space left"_s), qPrintable(line));
            QVERIFY2(line.endsWith(errorCodeText(error)), qPrintable(line));
        }
        QCoreApplication::removeTranslator(&translator);
    }

private:
    static std::vector<Error> everyError()
    {
        std::vector<Error> errors;
        for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code)
            errors.push_back({static_cast<ErrorCode>(code), "no space left"});
        return errors;
    }
};

QTEST_GUILESS_MAIN(TestErrorText)
#include "tst_error_text.moc"
