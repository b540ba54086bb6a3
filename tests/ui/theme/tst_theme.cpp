#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QFontInfo>
#include <QSignalSpy>
#include <QTest>

using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void cleanupTestCase() { m_theme.reset(); }

    void textCanBeReadOnEverySurface_data() { palettes(); }
    void textCanBeReadOnEverySurface()
    {
        QFETCH(int, theme);
        const Palette colors = paletteOf(theme);
        for (const QColor &surface : {colors.background, colors.panel, colors.raised}) {
            for (const QColor &text : {colors.text, colors.muted, colors.accent, colors.okText,
                     colors.warningText, colors.criticalText}) {
                const double ratio = contrastRatio(text, surface);
                QVERIFY2(ratio >= 4.5,
                    qPrintable(u"%1 on %2: %3"_s.arg(text.name(), surface.name()).arg(ratio)));
            }
        }
        QVERIFY(contrastRatio(colors.text, colors.selection) >= 4.5);
        QVERIFY(contrastRatio(colors.onPrimary, colors.primary) >= 4.5);
    }

    void shapesCanBeSeenOnEverySurface_data() { palettes(); }
    void shapesCanBeSeenOnEverySurface()
    {
        QFETCH(int, theme);
        const Palette colors = paletteOf(theme);
        for (const QColor &surface :
            {colors.background, colors.panel, colors.raised, colors.selection}) {
            for (const QColor &shape : {colors.ok, colors.warning, colors.critical})
                QVERIFY2(contrastRatio(shape, surface) >= 3.0, qPrintable(shape.name()));
        }
        QVERIFY(contrastRatio(colors.bar, colors.panel) >= 3.0);
    }

    void switchingRestylesAndTells()
    {
        QSignalSpy changed(m_theme.get(), &Theme::changed);
        m_theme->setName(ThemeName::Light);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(theme().palette().panel, lightPalette().panel);
        QVERIFY(qApp->styleSheet().contains(lightPalette().line.name()));
        QCOMPARE(qApp->palette().color(QPalette::Window), lightPalette().background);
        m_theme->setName(ThemeName::Light);
        QCOMPARE(changed.size(), 1);
        m_theme->setName(ThemeName::Dark);
    }

    void noTokenIsLeftInTheStyleSheet()
    {
        QVERIFY(!qApp->styleSheet().isEmpty());
        const auto left = QRegularExpression(u"@[a-zA-Z]+"_s).match(qApp->styleSheet());
        QVERIFY2(!left.hasMatch(), qPrintable(left.captured()));
    }

    void aDressedWindowWearsTheStyleSheetItself()
    {
        {
            QWidget window;
            m_theme->dress(window);
            QVERIFY(qApp->styleSheet().isEmpty());
            QVERIFY(window.styleSheet().contains(darkPalette().line.name()));
            m_theme->setName(ThemeName::Light);
            QVERIFY(qApp->styleSheet().isEmpty());
            QVERIFY(window.styleSheet().contains(lightPalette().line.name()));
        }
        m_theme->setName(ThemeName::Dark); // without it the application is dressed again
        QVERIFY(qApp->styleSheet().contains(darkPalette().line.name()));
    }

    void themesHaveStableNames()
    {
        for (const ThemeName name : {ThemeName::Dark, ThemeName::Light, ThemeName::HighContrast})
            QCOMPARE(themeFromKey(themeKey(name)), name);
        QCOMPARE(themeFromKey(u"sepia"_s), ThemeName::Dark);
    }

    void theShippedFontsAreUsed()
    {
        QCOMPARE(QFontInfo(textFont()).family(), u"Inter"_s);
        QCOMPARE(QFontInfo(monospaceFont()).family(), u"JetBrains Mono"_s);
    }

    void everyIconDrawsSomethingInTheGivenColour()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QDirIterator icons(u":/icons"_s);
        int count = 0;
        while (icons.hasNext()) {
            const QString name = icons.nextFileInfo().completeBaseName();
            const QImage image = iconPixmap(name, Qt::red, {16, 16}, 2.0).toImage();
            QCOMPARE(image.size(), QSize(32, 32));
            bool isDrawn = false;
            for (int y = 0; y < 32; ++y) {
                for (int x = 0; x < 32; ++x)
                    isDrawn = isDrawn || qAlpha(image.pixel(x, y)) > 128;
            }
            QVERIFY2(isDrawn, qPrintable(name));
            ++count;
        }
        QVERIFY(count > 30);
    }

    void anIconFollowsTheTheme()
    {
        const QIcon one = icon(u"check"_s);
        const QImage dark = one.pixmap(16).toImage();
        m_theme->setName(ThemeName::Light);
        QVERIFY(one.pixmap(16).toImage() != dark);
        m_theme->setName(ThemeName::Dark);
        QCOMPARE(one.pixmap(16).toImage(), dark);
    }

private:
    static void palettes()
    {
        QTest::addColumn<int>("theme");
        QTest::newRow("dark") << 0;
        QTest::newRow("light") << 1;
        QTest::newRow("high contrast") << 2;
    }

    static Palette paletteOf(int theme)
    {
        return theme == 0 ? darkPalette() : theme == 1 ? lightPalette() : highContrastPalette();
    }

    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
