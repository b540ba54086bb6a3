#include "ui/theme/fonts.h"

#include <QFontDatabase>
#include <QStringList>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTextPixels = 13;
constexpr int kSmallPixels = 11;
constexpr int kMonospacePixels = 12;

QFont sized(const QStringList &families, int pixels)
{
    QFont result(families);
    result.setPixelSize(pixels);
    return result;
}

// The shipped fonts, once; families that a system has by the same name are the same design.
void ensureFonts()
{
    static const bool isLoaded = [] {
        for (const char *file :
            {"Inter-Regular.otf", "Inter-SemiBold.otf", "JetBrainsMono-Regular.ttf"})
            QFontDatabase::addApplicationFont(u":/fonts/"_s + QLatin1StringView(file));
        return true;
    }();
    Q_UNUSED(isLoaded)
}

QStringList textFamilies()
{
    ensureFonts();
    return {u"Inter"_s, u"Noto Sans CJK SC"_s, u"sans-serif"_s};
}

} // namespace

QFont textFont()
{
    return sized(textFamilies(), kTextPixels);
}

QFont boldTextFont()
{
    QFont result = textFont();
    result.setWeight(QFont::DemiBold);
    return result;
}

QFont smallFont()
{
    return sized(textFamilies(), kSmallPixels);
}

QFont monospaceFont()
{
    ensureFonts();
    QFont result
        = sized({u"JetBrains Mono"_s, u"DejaVu Sans Mono"_s, u"monospace"_s}, kMonospacePixels);
    result.setStyleHint(QFont::Monospace);
    result.setStyleStrategy(QFont::PreferNoShaping); // >= stays two characters, as it is typed
    return result;
}

} // namespace binnacle::ui
