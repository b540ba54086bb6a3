#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busy_bar.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace binnacle::ui;

class TestBusyBar : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void itStandsStillWhereMotionIsReduced()
    {
        BusyBar bar;
        bar.show();
        QCOMPARE(bar.maximum(), 0); // moves until it is hidden
        bar.hide();
        QSignalSpy changed(m_theme.get(), &Theme::changed);
        m_theme->setReducesMotion(true);
        m_theme->setReducesMotion(true);
        QCOMPARE(changed.size(), 1);
        QVERIFY(!QApplication::isEffectEnabled(Qt::UI_FadeMenu));
        bar.show();
        QCOMPARE(bar.maximum(), 1);
        QCOMPARE(bar.value(), 1);
        m_theme->setReducesMotion(false);
    }

    void aBannerAboutThePastIsHatched()
    {
        Banner banner;
        banner.present(StatusKind::Warning, QStringLiteral("as of 03:12:00"));
        banner.resize(600, 40);
        const QImage plain = banner.grab().toImage();
        banner.setHatched(true);
        QVERIFY(banner.grab().toImage() != plain);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TestBusyBar)
#include "tst_busy_bar.moc"
