#include "core/base/printable.h"

#include <QChar>
#include <QString>

namespace binnacle {

namespace {

bool turnsDirection(QChar c)
{
    const char16_t code = c.unicode();
    return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E)
        || (code >= 0x2066 && code <= 0x2069);
}

} // namespace

std::string printable(std::string_view text)
{
    QString line = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    for (QChar &c : line) {
        if (c.isSpace() && c.unicode() != 0x85) // NEL is a control character all the same
            c = u' ';
        else if (c.category() == QChar::Other_Control || turnsDirection(c))
            c = QChar::ReplacementCharacter;
    }
    return line.toStdString();
}

} // namespace binnacle
