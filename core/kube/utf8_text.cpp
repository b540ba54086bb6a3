#include "core/kube/utf8_text.h"

#include <QString>
#include <QStringDecoder>

namespace binnacle::kube {

bool isUtf8(std::string_view text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded
        = decoder.decode(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
    return !decoder.hasError() && !(decoded.isEmpty() && !text.empty());
}

std::string utf8Text(std::string text)
{
    if (isUtf8(text))
        return text;
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toStdString();
}

} // namespace binnacle::kube
